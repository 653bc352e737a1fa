// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.Arn;
import io.busbar.core.routing.PolicyPrincipal;
import io.busbar.core.routing.PolicyRequest;
import org.jspecify.annotations.Nullable;

/**
 * One use of a resource, to be admitted by its policy.
 *
 * @param ownRights whether the principal's own account is the resource's, so that the rights of the
 *     principal (which are taken for granted) are enough unless the policy denies
 * @param grantee by what the organization's short cuts grant the use
 */
record Access(PolicyRequest request, boolean ownRights, String grantee) {

  /** An account puts an event. */
  static Access putEvents(Region caller, Bus bus, Envelope event) {
    String account = caller.account().id();
    PolicyRequest request =
        put(PolicyPrincipal.account(account), bus, event)
            .with("events:eventBusInvocation", "false");
    return new Access(request, account.equals(bus.region().account().id()), account);
  }

  /** A rule forwards an event to another bus. */
  static Access forward(Invocation invocation, Bus bus) {
    Rule rule = invocation.rule();
    String account = accountOf(rule);
    PolicyRequest request =
        put(identity(invocation, account), bus, invocation.event())
            .with("events:eventBusInvocation", "true")
            .with("aws:SourceArn", rule.arn())
            .with("aws:SourceAccount", account);
    return new Access(request, account.equals(bus.region().account().id()), account);
  }

  /** EventBridge sends to a queue: as the service, or with the target's execution role. */
  static Access send(Invocation invocation, Queue queue) {
    String account = accountOf(invocation.rule());
    if (invocation.target().roleArn() == null) {
      return service(invocation.rule(), "sqs:SendMessage", queue.arn());
    }
    PolicyRequest request =
        organization(
            PolicyRequest.of(identity(invocation, account), "sqs:SendMessage", Arn.of(queue.arn())),
            queue.organization());
    boolean own = account.equals(queue.region().account().id());
    return new Access(request, own, invocation.rule().arn());
  }

  /** EventBridge uses a resource as the service, because of a rule. */
  static Access service(Rule rule, String action, String resource) {
    InMemoryOrganization organization = rule.bus().organization();
    PolicyRequest request =
        PolicyRequest.of(PolicyPrincipal.EVENTBRIDGE, action, Arn.of(resource))
            .with("aws:SourceArn", rule.arn())
            .with("aws:SourceAccount", accountOf(rule))
            .with("aws:SourceOrgID", organization.organizationId());
    return new Access(request, false, rule.arn());
  }

  /** The same use of another resource. */
  Access to(String action, String resource) {
    Arn arn = Arn.of(resource);
    boolean own = ownRights && arn.account().equals(request.resource().account());
    return new Access(
        new PolicyRequest(request.principal(), action, arn, request.context()), own, grantee);
  }

  private static PolicyRequest put(PolicyPrincipal principal, Bus bus, Envelope event) {
    return organization(
            PolicyRequest.of(principal, "events:PutEvents", Arn.of(bus.arn())), bus.organization())
        .with("events:source", event.source())
        .with("events:detail-type", event.detailType());
  }

  private static PolicyRequest organization(PolicyRequest request, InMemoryOrganization aws) {
    return request.with("aws:PrincipalOrgID", aws.organizationId());
  }

  private static PolicyPrincipal identity(Invocation invocation, String account) {
    @Nullable String role = invocation.target().roleArn();
    return role == null
        ? PolicyPrincipal.account(account)
        : new PolicyPrincipal.Identity(Arn.of(role));
  }

  private static String accountOf(Rule rule) {
    return rule.bus().region().account().id();
  }
}
