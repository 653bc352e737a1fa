// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.planted.core;

import javax.sql.DataSource;

/** Planted: core must not know JDBC. */
public record UsesJdbcDataSources(DataSource dataSource) {}
