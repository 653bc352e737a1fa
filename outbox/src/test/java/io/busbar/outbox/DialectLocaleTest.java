// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service may run where numbers are not written in ASCII digits. */
class DialectLocaleTest {
  private final Locale before = Locale.getDefault();

  static Stream<Dialect> dialects() {
    return Stream.of(SqlDatabase.values()).map(SqlDatabase::dialect);
  }

  @BeforeEach
  void travel() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
  }

  @AfterEach
  void comeHome() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void writesNumbersInSqlAsDatabasesReadThem(Dialect dialect) {
    assertThat(dialect.deleteSome("inbox", "1 = 1")).contains("1000");
  }
}
