// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.Remedy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {

  @ParameterizedTest
  @CsvSource({
    "MalformedDetail, FIX_EVENT",
    "NotAuthorizedForSourceException, FIX_EVENT",
    "AccessDeniedException, FIX_PERMISSION",
    "InvalidAccountIdException, FIX_PERMISSION",
    "ResourceNotFoundException, FIX_CONFIGURATION",
    "UnrecognizedClientException, FIX_CONFIGURATION",
    "ExpiredTokenException, FIX_CONFIGURATION",
    "ThrottlingException, TRY_LATER",
    "InternalFailure, TRY_LATER",
    "AWordThatAwsHasInvented, TRY_LATER"
  })
  void saysWhatToDoAboutACode(String code, Remedy remedy) {
    assertThat(Fault.ofCode(code).remedy()).isEqualTo(remedy);
  }
}
