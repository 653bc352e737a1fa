// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.AwsErrorException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The entries of an SQS batch: refused as a whole when the batch is not well-formed, else each with
 * a result of its own.
 *
 * @param entries 1 to 10, with distinct ids
 */
record Batch(List<Input> entries) {
  private static final int MAX_ENTRIES = 10;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  /**
   * Reads the entries of a request.
   *
   * @param entryType how SQS calls an entry in its error, as in {@code
   *     SendMessageBatchRequestEntry}
   */
  static Batch of(Call call, String entryType) {
    List<Input> entries = call.input().objects("Entries");
    if (entries.isEmpty()) {
      throw new AwsErrorException(
          "EmptyBatchRequest", "There should be at least one " + entryType + " in the request.");
    }
    if (entries.size() > MAX_ENTRIES) {
      throw new AwsErrorException(
          "TooManyEntriesInBatchRequest",
          "Maximum number of entries per request are "
              + MAX_ENTRIES
              + ". You have sent "
              + entries.size()
              + ".");
    }
    checkIds(entries);
    return new Batch(entries);
  }

  /** Runs {@code work} for every entry; an error of one leaves the others alone. */
  ObjectNode each(Function<Input, ObjectNode> work) {
    ObjectNode answer = Json.object();
    ArrayNode successful = answer.putArray("Successful");
    ArrayNode failed = answer.putArray("Failed");
    for (Input entry : entries) {
      String id = entry.text("Id", "");
      try {
        successful.add(Json.object().put("Id", id).setAll(work.apply(entry)));
      } catch (AwsErrorException error) {
        failed.add(failure(id, error));
      }
    }
    return answer;
  }

  private static ObjectNode failure(String id, AwsErrorException error) {
    return Json.object()
        .put("Id", id)
        .put("SenderFault", true)
        .put("Code", SqsErrors.named(error.code()).queryCode())
        .put("Message", error.getMessage());
  }

  private static void checkIds(List<Input> entries) {
    Set<String> seen = new HashSet<>();
    for (Input entry : entries) {
      String id = entry.text("Id", "");
      if (!ID.matcher(id).matches()) {
        throw new AwsErrorException(
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
                + "It can be at most 80 letters long.");
      }
      if (!seen.add(id)) {
        throw new AwsErrorException("BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
      }
    }
  }
}
