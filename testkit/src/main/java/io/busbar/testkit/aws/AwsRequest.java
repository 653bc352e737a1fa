// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

/**
 * One call of an AWS API as the JSON protocols carry it, without HTTP around it.
 *
 * @param target the header {@code X-Amz-Target}, as in {@code AWSEvents.PutEvents}; empty when the
 *     request has none
 * @param caller who signed it
 * @param endpoint scheme, host and port that the client used; queue URLs begin with it
 * @param body the JSON text; empty counts as an object without members
 */
record AwsRequest(String target, Caller caller, String endpoint, String body) {}
