// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.Secret;
import io.busbar.testkit.Secrets;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Secrets. */
final class SecretResources {
  static final ResourceType SECRET =
      new ResourceType(
          Set.of("Name", "SecretString", "GenerateSecretString"),
          Set.of("Description", "KmsKeyId", "ReplicaRegions", "Tags"),
          SecretResources::secret);

  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int PASSWORD_LENGTH = 32;

  private SecretResources() {}

  private static Physical secret(Resource resource) {
    String name = resource.name("Name");
    Properties recipe = resource.properties().object("GenerateSecretString");
    String given = resource.text("SecretString");
    if (given != null && recipe != null) {
      throw new Mistake("Only one of 'SecretString' and 'GenerateSecretString' can be there.");
    }
    Secrets secrets = resource.region().secrets();
    Secret secret =
        secrets.find(name).orElseGet(() -> secrets.create(name, value(resource, given, recipe)));
    if (given != null && !isCurrent(secret, given)) {
      secret.put(given);
    }
    return resource.made(secret.arn(), "Id", secret.arn());
  }

  private static boolean isCurrent(Secret secret, String value) {
    return secret.versions().stream()
        .anyMatch(each -> each.stages().contains(Secret.CURRENT) && each.value().equals(value));
  }

  private static String value(
      Resource resource, @Nullable String given, @Nullable Properties recipe) {
    if (given != null) {
      return given;
    }
    return recipe == null ? "" : generated(resource, recipe);
  }

  private static String generated(Resource resource, Properties recipe) {
    String password = password(resource, recipe);
    String key = recipe.text("GenerateStringKey");
    if (key == null) {
      return password;
    }
    ObjectNode json =
        recipe.document("SecretStringTemplate") instanceof ObjectNode template
            ? template.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    return json.put(key, password).toString();
  }

  /** From the organization's seed: the same in every run of it. */
  private static String password(Resource resource, Properties recipe) {
    Integer length = recipe.integer("PasswordLength");
    String excluded = recipe.text("ExcludeCharacters");
    String alphabet =
        CHARACTERS
            .chars()
            .filter(each -> excluded == null || excluded.indexOf(each) < 0)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    if (alphabet.isEmpty()) {
      throw new Mistake("'ExcludeCharacters' leaves nothing to make a password of.");
    }
    long seed = resource.region().account().organization().seed() ^ resource.logicalId().hashCode();
    return new Random(seed)
        .ints(length == null ? PASSWORD_LENGTH : length, 0, alphabet.length())
        .mapToObj(each -> String.valueOf(alphabet.charAt(each)))
        .collect(Collectors.joining());
  }
}
