// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.image;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the metadata for GraalVM to the code: what it names is there, and whoever looks something
 * up by its name is named. No image is built.
 */
class ReachabilityTest {
  private static final Path ROOT = root();

  /** What these look up are classes of the application (docs/native-image.md), or constants. */
  private static final Set<String> LOOK_AT_THE_APPLICATION =
      Set.of(
          "io.busbar.core.handler.HandlerMethods",
          "io.busbar.core.handler.MethodPlan",
          "io.busbar.schema.SingleValues",
          "io.busbar.testkit.scenario.HandlersOf");

  /** GraalVM finds by itself what is looked up by a constant, services of a class included. */
  private static final Set<String> LOOK_AT_CONSTANTS =
      Set.of(
          "io.busbar.core.internal.WorkerThreads",
          "io.busbar.testkit.contract.InstrumentsContract",
          "io.busbar.testkit.junit.BusbarExtension");

  @ParameterizedTest
  @ValueSource(strings = {"core", "cache", "outbox", "schema", "testkit"})
  void namesWhatIsThere(String module) throws Exception {
    Reachability metadata = Reachability.read(Reachability.file(ROOT, module));

    for (Reachability.Reflected reflected : metadata.reflection()) {
      if (!reflected.type().startsWith("io.busbar.")) {
        continue; // Of an optional library, which may be absent.
      }
      Class<?> type = Class.forName(reflected.type());
      for (Reachability.Method method : reflected.methods()) {
        assertThat(signatures(type)).contains(method);
      }
    }
    for (String condition : metadata.conditions()) {
      assertThat(Class.forName(condition)).isNotNull();
    }
    assertThat(metadata.reflection().size() + metadata.resources().size()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "cache", "outbox", "schema", "testkit"})
  void namesEveryResourceOfTheModule(String module) throws IOException {
    Reachability metadata = Reachability.read(Reachability.file(ROOT, module));

    assertThat(Reachability.resourcesOf(ROOT, module))
        .allMatch(
            file -> metadata.resources().stream().anyMatch(resource -> resource.matches(file)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"publisher", "consumer", "tracing", "metrics"})
  void isAbsentWhereNothingIsLookedUp(String module) {
    assertThat(ROOT.resolve(module).resolve("src/main/resources")).doesNotExist();
  }

  @Test
  void knowsEveryoneWhoLooksUpSomethingByItsName() throws IOException {
    Set<String> known = new TreeSet<>(LOOK_AT_THE_APPLICATION);
    known.addAll(LOOK_AT_CONSTANTS);
    for (String module : List.of("core", "cache", "outbox", "schema", "testkit")) {
      known.addAll(Reachability.read(Reachability.file(ROOT, module)).conditions());
    }

    assertThat(lookingUp()).isNotEmpty().isSubsetOf(known);
    assertThat(lookingUp()).containsAll(LOOK_AT_THE_APPLICATION).containsAll(LOOK_AT_CONSTANTS);
  }

  @Test
  void isShownOnItsPageAsTheExampleHasIt() throws IOException {
    Path example =
        ROOT.resolve(
            "examples/delivery/src/main/resources/META-INF/native-image/delivery/delivery/reachability-metadata.json");

    assertThat(Reachability.read(example).reflection()).hasSize(3);
    assertThat(Files.readString(ROOT.resolve("docs/native-image.md")))
        .contains("```json\n" + Files.readString(example) + "```");
  }

  private static Set<String> lookingUp() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("io.busbar");
    return classes.stream()
        .filter(not(ReachabilityTest::isAnExample))
        .filter(each -> each.getMethodCallsFromSelf().stream().anyMatch(ReachabilityTest::looksUp))
        .map(ReachabilityTest::outermost)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isAnExample(JavaClass each) {
    return each.getPackageName().startsWith("io.busbar.examples");
  }

  private static String outermost(JavaClass each) {
    return each.getName().replaceFirst("\\$.*", "");
  }

  private static boolean looksUp(JavaMethodCall call) {
    AccessTarget.MethodCallTarget target = call.getTarget();
    JavaClass owner = target.getOwner();
    String name = target.getName();
    if (owner.isEquivalentTo(Class.class)) {
      return name.equals("forName")
          || name.matches("getResource.*|get(Declared)?(Method|Field|Constructor)s?")
          || name.equals("getRecordComponents");
    }
    if (owner.isAssignableTo(ClassLoader.class)) {
      return name.matches("loadClass|getResource.*|resources");
    }
    return owner.isEquivalentTo(ServiceLoader.class)
        || owner.isEquivalentTo(Proxy.class)
        || owner.isEquivalentTo(ResourceBundle.class)
        || (owner.isEquivalentTo(MethodHandles.Lookup.class) && name.matches("find.*|unreflect.*"));
  }

  private static List<Reachability.Method> signatures(Class<?> type) {
    List<Reachability.Method> all =
        Arrays.stream(type.getDeclaredMethods())
            .map(
                method ->
                    new Reachability.Method(method.getName(), names(method.getParameterTypes())))
            .collect(Collectors.toList());
    Arrays.stream(type.getDeclaredConstructors())
        .map(made -> new Reachability.Method("<init>", names(made.getParameterTypes())))
        .forEach(all::add);
    return all;
  }

  private static List<String> names(Class<?>... types) {
    return Arrays.stream(types).map(Class::getName).toList();
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
