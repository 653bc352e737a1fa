// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The archives and replays of an account in a Region. Thread-safe. */
public final class Archives {
  private static final Pattern ARCHIVE_NAME = Pattern.compile("[.\\-_A-Za-z0-9]{1,48}");
  private static final Pattern REPLAY_NAME = Pattern.compile("[.\\-_A-Za-z0-9]{1,64}");

  private final Region region;
  private final Map<String, Archive> archives = new TreeMap<>();
  private final Map<String, Replay> replays = new TreeMap<>();

  Archives(Region region) {
    this.region = region;
  }

  /**
   * Creates an archive of everything that arrives at a bus of this account and Region.
   *
   * @throws AwsErrorException {@code ResourceAlreadyExistsException}, {@code
   *     ResourceNotFoundException} for the bus, {@code ValidationException} for the name
   */
  public Archive create(String name, String busArn) {
    checkName(ARCHIVE_NAME, "archiveName", name);
    return state()
        .locked(
            after -> {
              Bus bus = region.requireBus(busArn);
              if (archives.containsKey(name)) {
                throw new AwsErrorException(
                    "ResourceAlreadyExistsException", "Archive " + name + " already exists.");
              }
              Archive archive = new Archive(this, name, bus);
              archives.put(name, archive);
              return archive;
            });
  }

  public Optional<Archive> find(String name) {
    return state().locked(after -> Optional.ofNullable(archives.get(name)));
  }

  /**
   * The archive of this name.
   *
   * @throws AwsErrorException {@code ResourceNotFoundException}
   */
  public Archive require(String name) {
    return find(name).orElseThrow(() -> missing("Archive", name));
  }

  /** All archives, by name. */
  public List<Archive> all() {
    return state().locked(after -> List.copyOf(archives.values()));
  }

  /**
   * Deletes an archive with its events.
   *
   * @throws AwsErrorException {@code ResourceNotFoundException}
   */
  public void delete(String name) {
    state().change(after -> archives.remove(require(name).name()));
  }

  /**
   * Starts a replay, as StartReplay does. It goes on by the organization's clock: a second for each
   * minute of events.
   *
   * @throws AwsErrorException {@code ResourceAlreadyExistsException}, {@code
   *     ResourceNotFoundException} for the bus, {@code ValidationException} for the rest
   */
  public Replay start(ReplayRequest request) {
    checkName(REPLAY_NAME, "replayName", request.name());
    return state()
        .locked(
            after -> {
              Archive archive = check(request);
              Replay replay = new Replay(archive, request);
              replays.put(request.name(), replay);
              replay.start();
              return replay;
            });
  }

  public Optional<Replay> findReplay(String name) {
    return state().locked(after -> Optional.ofNullable(replays.get(name)));
  }

  /**
   * The replay of this name.
   *
   * @throws AwsErrorException {@code ResourceNotFoundException}
   */
  public Replay requireReplay(String name) {
    return findReplay(name).orElseThrow(() -> missing("Replay", name));
  }

  /** All replays, by name. */
  public List<Replay> replays() {
    return state().locked(after -> List.copyOf(replays.values()));
  }

  /** An event has arrived at one of the Region's buses; called under the lock. */
  void offer(Bus bus, Envelope event, String json) {
    for (Archive archive : archives.values()) {
      if (archive.bus() == bus) {
        archive.offer(event, json);
      }
    }
  }

  void clear() {
    archives.clear();
    replays.clear();
  }

  private Archive check(ReplayRequest request) {
    if (!request.destinationArn().matches("arn:aws:events:[^:]+:\\d{12}:event-bus/.+")) {
      throw invalid("Destination.Arn", "Must contain an event bus ARN.");
    }
    Bus bus = region.requireBus(request.destinationArn());
    String archiveName = request.archiveArn().replaceFirst("^.*archive/", "");
    Archive archive =
        find(archiveName)
            .orElseThrow(
                () -> invalid("EventSourceArn", "Archive " + archiveName + " does not exist."));
    if (archive.bus() != bus) {
      throw invalid("Destination.Arn", "Cross event bus replay is not permitted.");
    }
    if (!request.from().isBefore(request.to())) {
      throw invalid("EventEndTime", "EventStartTime must be before EventEndTime.");
    }
    if (replays.containsKey(request.name())) {
      throw new AwsErrorException(
          "ResourceAlreadyExistsException", "Replay " + request.name() + " already exists.");
    }
    return archive;
  }

  private static void checkName(Pattern pattern, String member, String name) {
    if (!pattern.matcher(name).matches()) {
      throw new AwsErrorException(
          "ValidationException",
          "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"
              .formatted(name, member));
    }
  }

  private static AwsErrorException missing(String what, String name) {
    return new AwsErrorException(
        "ResourceNotFoundException", what + " " + name + " does not exist.");
  }

  private static AwsErrorException invalid(String parameter, String reason) {
    return new AwsErrorException(
        "ValidationException", "Parameter " + parameter + " is not valid. Reason: " + reason);
  }

  private State state() {
    return region.state();
  }
}
