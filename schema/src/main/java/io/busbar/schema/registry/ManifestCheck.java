// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.registry;

import io.busbar.schema.manifest.ServiceManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the file that the jar carries says what the service does. */
record ManifestCheck(ServiceManifest manifest, Path file, boolean accept) {

  RegistryCheck check() {
    return new RegistryCheck("manifest of " + manifest.title(), this::findings);
  }

  private List<String> findings() {
    String text = manifest.text();
    boolean exists = Files.exists(file);
    if (exists && EventFolder.read(file).equals(text)) {
      return List.of();
    }
    if (accept) {
      EventFolder.write(file, text);
      return List.of();
    }
    return List.of(
        "The file '%s' %s. Run this test with -D%s and commit the file: other services' builds find out by it whom they break."
            .formatted(
                file.getFileName(),
                exists ? "does not say what the service does" : "does not exist",
                EventRegistry.ACCEPT));
  }
}
