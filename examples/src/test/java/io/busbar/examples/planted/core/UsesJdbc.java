// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.core;

import java.sql.Connection;

/** Planted: core must not know JDBC. */
public record UsesJdbc(Connection connection) {}
