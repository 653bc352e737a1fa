// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.regex.Pattern;

/** Who asks: an account with its roles and users, or a service of AWS. Immutable. */
public sealed interface PolicyPrincipal {

  /** The service that delivers what rules match. */
  Service EVENTBRIDGE = new Service("events.amazonaws.com");

  /** As policies and messages name it. */
  String text();

  /**
   * The root of an account: what a policy admits when it names the account.
   *
   * @throws IllegalArgumentException if it is not twelve digits
   */
  static Identity account(String id) {
    if (!Identity.ACCOUNT.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "An account id has exactly twelve digits, but was '%s'. Leading zeros count: write it as text."
              .formatted(id));
    }
    return new Identity(new Arn("aws", "iam", "", id, "root"));
  }

  /**
   * The root of an account, a role, a role's session or a user.
   *
   * @param arn of IAM or STS
   */
  record Identity(Arn arn) implements PolicyPrincipal {

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final String SESSION = "assumed-role/";

    /**
     * @throws IllegalArgumentException if the ARN is not one of IAM or STS, with an account
     */
    public Identity {
      boolean identity = arn.service().equals("iam") || arn.service().equals("sts");
      if (!identity || !ACCOUNT.matcher(arn.account()).matches()) {
        throw new IllegalArgumentException(
            "A principal is an identity of IAM or STS, but was '%s'. Name a role, a session, a user, or the root of an account."
                .formatted(arn));
      }
    }

    @Override
    public String text() {
      return arn.toString();
    }

    /**
     * The value of {@code aws:PrincipalArn}: of a session, its role's, as far as a session's ARN
     * tells it (it leaves out the role's path).
     */
    Arn principalArn() {
      return isSession()
          ? new Arn(arn.partition(), "iam", "", arn.account(), "role/" + sessionRole())
          : arn;
    }

    /** Whether this is a session of the role; a role's name is unique whatever its path. */
    boolean isSessionOf(Arn role) {
      String resource = role.resource();
      return isSession()
          && role.account().equals(arn.account())
          && resource.startsWith("role/")
          && resource.substring(resource.lastIndexOf('/') + 1).equals(sessionRole());
    }

    private boolean isSession() {
      return arn.resource().startsWith(SESSION);
    }

    private String sessionRole() {
      String rest = arn.resource().substring(SESSION.length());
      int slash = rest.indexOf('/');
      return slash < 0 ? rest : rest.substring(0, slash);
    }
  }

  /**
   * A service of AWS that acts on its own.
   *
   * @param name as in {@code events.amazonaws.com}
   */
  record Service(String name) implements PolicyPrincipal {

    @Override
    public String text() {
      return name;
    }
  }
}
