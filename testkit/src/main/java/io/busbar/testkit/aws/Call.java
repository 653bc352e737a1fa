// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

/**
 * What an operation gets.
 *
 * @param caller who calls, and in which Region
 * @param endpoint where the client believes AWS to be; queue URLs begin with it
 * @param input the request's members
 */
record Call(Caller caller, String endpoint, Input input) {}
