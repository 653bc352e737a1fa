// SPDX-License-Identifier: Apache-2.0
/**
 * Rules, queues and policies from the CloudFormation template that is deployed. Start at {@link
 * io.busbar.testkit.cloudformation.CloudFormationTemplate}.
 */
@NullMarked
package io.busbar.testkit.cloudformation;

import org.jspecify.annotations.NullMarked;
