// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EncodedDetail;
import io.busbar.core.EventName;
import io.busbar.core.EventValidator;
import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.Violation;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an {@link EventValidator} about the final bytes of every event, in slot VALIDATE: after that
 * nothing changes them, so what is sent or stored is what was judged. {@code
 * Busbar.builder().validator(…)} puts it in place.
 *
 * <p>Thread-safe.
 */
public final class EventValidation implements PublishInterceptor {

  /** The code of a refusal, beside EventBridge's own. */
  public static final String CODE = "SchemaViolation";

  private static final Logger log = LoggerFactory.getLogger(EventValidation.class);
  private static final int ONE_IN = 100;
  private static final int MAX_WARNINGS = 100;

  private final BusbarConfig config;
  private final EventValidator validator;
  private final InvalidEvents invalidEvents;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  private EventValidation(
      BusbarConfig config, EventValidator validator, InvalidEvents invalidEvents) {
    this.config = config;
    this.validator = validator;
    this.invalidEvents = invalidEvents;
  }

  /** Validates what a service publishes. */
  public static EventValidation of(
      BusbarConfig config, EventValidator validator, InvalidEvents invalidEvents) {
    return new EventValidation(config, validator, invalidEvents);
  }

  @Override
  public PublishSlot slot() {
    return PublishSlot.VALIDATE;
  }

  @Override
  public void intercept(EventDraft draft) {
    EncodedDetail detail = draft.detail();
    if (detail == null || isPassedOver()) {
      return;
    }
    OutgoingEvent event = draft.event();
    List<Violation> violations = validator.validate(event.name(), event.schemaVersion(), detail);
    if (violations.isEmpty()) {
      return;
    }
    violations.forEach(
        violation -> config.instruments().eventInvalid(event.name(), violation.rule()));
    if (invalidEvents == InvalidEvents.REJECT) {
      throw new InvalidEventException(CODE, refusal(event, violations));
    }
    violations.forEach(violation -> warn(event.name(), violation));
  }

  private boolean isPassedOver() {
    return invalidEvents == InvalidEvents.SAMPLE && config.random().nextInt(ONE_IN) != 0;
  }

  private static String refusal(OutgoingEvent event, List<Violation> violations) {
    return IntStream.range(0, violations.size())
        .mapToObj(i -> "\n  " + (i + 1) + ". " + violations.get(i).describe())
        .collect(
            Collectors.joining(
                "",
                event.name() + " breaks its schema:",
                "\nCorrect the code that builds the event, or the constraint on its record."));
  }

  /** Without values, which may be personal. */
  private void warn(EventName name, Violation violation) {
    if (warned.size() < MAX_WARNINGS && warned.add(name + violation.path() + violation.rule())) {
      log.warn(
          "{} breaks its schema at {} and is published all the same; further events of this kind are counted",
          name,
          violation);
    }
  }
}
