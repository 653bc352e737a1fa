// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The attributes of all spans: those of OpenTelemetry's semantic conventions for messaging (version
 * 1.37.0, status Development) where they exist, {@code busbar.*} otherwise. Never the detail.
 */
final class SpanAttributes {
  static final String SCHEMA_URL = "https://opentelemetry.io/schemas/1.37.0";

  static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
  static final AttributeKey<String> OPERATION_TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
  static final AttributeKey<String> CONVERSATION =
      AttributeKey.stringKey("messaging.message.conversation_id");
  static final AttributeKey<Long> BATCH_COUNT =
      AttributeKey.longKey("messaging.batch.message_count");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  static final AttributeKey<String> ACCOUNT = AttributeKey.stringKey("cloud.account.id");
  static final AttributeKey<String> REGION = AttributeKey.stringKey("cloud.region");

  static final AttributeKey<String> EVENT_SOURCE = AttributeKey.stringKey("busbar.event.source");
  static final AttributeKey<String> EVENT_TYPE = AttributeKey.stringKey("busbar.event.detail_type");
  static final AttributeKey<String> EVENT_ACCOUNT = AttributeKey.stringKey("busbar.event.account");
  static final AttributeKey<String> EVENT_REGION = AttributeKey.stringKey("busbar.event.region");
  static final AttributeKey<String> REPLAY = AttributeKey.stringKey("busbar.event.replay");
  static final AttributeKey<String> BARE_TRACE_ID =
      AttributeKey.stringKey("busbar.event.bare_trace_id");
  static final AttributeKey<String> HANDLER = AttributeKey.stringKey("busbar.handler");
  static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("busbar.attempt");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("busbar.outcome");
  static final AttributeKey<Long> ENTRIES_FAILED = AttributeKey.longKey("busbar.entries.failed");
  static final AttributeKey<Long> DELAY = AttributeKey.longKey("busbar.retry.delay_ms");

  /** A try to send an entry has failed; it may be tried again. */
  static final String ATTEMPT_FAILED = "busbar.attempt.failed";

  /** A handler will be run again. */
  static final String RETRY = "busbar.retry";

  static final String EVENTBRIDGE = "aws.eventbridge";
  static final String SQS = "aws_sqs";

  private SpanAttributes() {}
}
