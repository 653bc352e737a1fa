// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;

/** What a database must have reached. */
record OldestVersion(String product, int major, int minor) {

  List<String> findings(DatabaseMetaData database) throws SQLException {
    int actualMajor = database.getDatabaseMajorVersion();
    int actualMinor = database.getDatabaseMinorVersion();
    boolean supported = actualMajor > major || (actualMajor == major && actualMinor >= minor);
    return supported
        ? List.of()
        : List.of(
            String.format(
                "The database is %s '%s'; the outbox needs %d.%d or later.\n"
                    + "Upgrade it, or use another database.",
                product, database.getDatabaseProductVersion(), major, minor));
  }
}
