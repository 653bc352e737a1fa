// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.publish.EntryResult;
import java.util.List;

/** What PutEvents would say to one entry, and what would follow. Runs under the lock. */
final class PutForecast {
  private static final String ID = "00000000-0000-4000-8000-000000000000";
  private final Region caller;
  private final InMemoryOrganization organization;
  private final Findings findings;

  PutForecast(Region caller) {
    this.caller = caller;
    this.organization = caller.account().organization();
    this.findings = new Findings(organization);
  }

  Finding of(PutEventsEntry entry) {
    PutEvents door = new PutEvents(caller);
    if (door.isDown()) {
      return Finding.stops(
          Layer.OUTAGE,
          caller.account().id(),
          "account " + caller,
          "gets no answer: PutEvents fails with InternalFailure until the outage is over.");
    }
    try {
      PutEventsRules.checkRequest(List.of(entry), organization.limits().putEvents());
    } catch (AwsErrorException refused) {
      return refused(Layer.PUT_EVENTS, refused.code(), refused.text());
    }
    return of(door.receive(entry, () -> ID));
  }

  private Finding of(Reception reception) {
    if (reception instanceof Reception.Refused refused) {
      return refused(refused.layer(), refused.answer());
    }
    if (reception instanceof Reception.Denied denied) {
      return findings.denied(denied.bus().arn(), caller.account().id(), denied.reason());
    }
    if (reception instanceof Reception.NoBus lost) {
      return findings.missing(lost.name(), caller);
    }
    Reception.Taken taken = (Reception.Taken) reception;
    return new Forecast(organization).bus(taken.bus(), taken.event());
  }

  private Finding refused(Layer layer, EntryResult.Refused answer) {
    return refused(layer, answer.code(), answer.message());
  }

  private Finding refused(Layer layer, String code, String message) {
    String text = "is told that the event is refused, %s: %s".formatted(code, message);
    return Finding.stops(layer, caller.account().id(), "account " + caller, text);
  }
}
