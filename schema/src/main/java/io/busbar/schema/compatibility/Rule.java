// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

/** What can stand between a writer and a reader; each with the reason and the legal ways out. */
public enum Rule {
  FIELD_MISSING(
      "the reader requires a field that the writer never sends",
      "Keep sending it, marked @DeprecatedField, until no manifest reads it; or make it Optional in the reader; or let an upcaster step fill it in."),
  FIELD_NOT_ALWAYS_SENT(
      "the reader requires a field that the writer may leave out",
      "Keep the field required in the writer; or make it Optional in the reader; or let an upcaster step fill it in."),
  FIELD_UNKNOWN(
      "a strict reader refuses a field that it does not know",
      "Let the reader ignore unknown fields, as Busbar's codec does; or deploy the readers first."),
  TYPE_CHANGED(
      "the reader expects another type",
      "Add a new field beside the old one, deprecate the old one, and let an upcaster step convert it."),
  NULL_NOT_EXPECTED(
      "the writer may send null where the reader expects a value",
      "Keep the field from being null in the writer; or make it @Nullable in the reader first."),
  ENUM_VALUE_UNKNOWN(
      "the writer may send a value that the reader does not know",
      "Deploy the readers with the new value first; or send the new value in a new field; or let an upcaster step map it."),
  PATTERN_DIFFERS(
      "texts of the writer's pattern need not match the reader's",
      "Keep the pattern; or take it from the reader first; or add a new field for the new form and let an upcaster step convert the old one."),
  FORMAT_DIFFERS(
      "texts of the writer's format need not have the reader's",
      "Keep the format; or add a new field for the new form and let an upcaster step convert the old one."),
  RANGE_EXCEEDED(
      "the writer may send numbers outside of the reader's range",
      "Keep the range; or widen the reader's first."),
  LENGTH_EXCEEDED(
      "the writer may send texts of a length that the reader refuses",
      "Keep the lengths; or widen the reader's first."),
  COUNT_EXCEEDED(
      "the writer may send a number of elements that the reader refuses",
      "Keep the bounds; or widen the reader's first."),
  ELEMENT_TWICE(
      "the writer may send an element twice, which the reader refuses",
      "Keep the list free of duplicates; or let the reader take them first."),
  ALTERNATIVE_UNKNOWN(
      "the writer may send a kind that the reader does not know",
      "Deploy the readers with the new kind first; or publish the new kind as an event of its own."),
  OTHER_FIELDS(
      "the writer's schema is open, so any field may be of any type",
      "Close the writer's schema (additionalProperties: false): a record writes what it has and nothing else."),
  NOT_DECIDABLE(
      "the schema uses keywords that no program can compare",
      "Describe it by types, members, enums and bounds; or compare by hand and accept it with -Dbusbar.schema.accept."),
  FIELD_READ(
      "a consumer reads a field that is no longer sent",
      "Keep sending it, marked @DeprecatedField(replacedBy = …), until that consumer's manifest no longer reads it."),
  REMOVED_TOO_EARLY(
      "the field is promised for longer",
      "Keep it until the day that @DeprecatedField(removeAfter) names."),
  RULE_FILTERS_VALUE(
      "a rule filters on a value that is no longer sent, so that it never matches by it again",
      "Change the rule first; or keep sending the value."),
  RULE_FILTERS_FIELD(
      "a rule filters on a field that is no longer sent, so that it never matches again",
      "Change the rule first; or keep sending the field.");

  private final String reason;
  private final String waysOut;

  Rule(String reason, String waysOut) {
    this.reason = reason;
    this.waysOut = waysOut;
  }

  /** Why it breaks something: the middle of a sentence. */
  public String reason() {
    return reason;
  }

  /** What may be done about it, in full sentences. */
  public String waysOut() {
    return waysOut;
  }
}
