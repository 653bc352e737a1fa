// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

/** Something that a writer may write and a reader refuses, in words. */
record Mismatch(Rule rule, String path, String written, String read) {}
