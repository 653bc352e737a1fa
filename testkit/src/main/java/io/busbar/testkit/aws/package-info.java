// SPDX-License-Identifier: Apache-2.0
/**
 * AWS's JSON protocols in front of the in-memory organization. Start at {@link
 * io.busbar.testkit.aws.LocalAws}, which serves them on a loopback port, or at {@link
 * io.busbar.testkit.aws.InMemoryClients} for clients of the AWS SDK in this JVM.
 *
 * <p>The protocols know no HTTP ({@code AwsProtocol}); a service is a table from operation names to
 * functions ({@code EventBridgeOperations}, {@code SqsOperations}), so that a new operation is one
 * more line in it.
 */
@NullMarked
package io.busbar.testkit.aws;

import org.jspecify.annotations.NullMarked;
