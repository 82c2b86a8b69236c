package org.clustershare.identity.session;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.clustershare.identity.entity.ConsoleSessionRecord;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.config.MonitoringSettings;
import org.clustershare.platform.config.MonitoringSettings.LogFormat;
import org.clustershare.platform.crypto.BrowserSeal;
import org.clustershare.platform.crypto.EncryptionKey;
import org.clustershare.platform.crypto.EncryptionKeys;
import org.clustershare.platform.crypto.SigningKey;

/** A table of sessions in memory, and the instances that share it. */
final class SharedSessions extends ConsoleSessionRows {
  final Map<String, ConsoleSessionRecord> table = new HashMap<>();
  int writes;

  private final Clock clock;
  private final InstallationSettings installation;

  SharedSessions(Clock clock, String baseUrl) {
    this.clock = clock;
    this.installation =
        new InstallationSettings(
            baseUrl,
            Set.of(),
            false,
            new MonitoringSettings(Set.of(), Optional.empty(), LogFormat.TEXT));
  }

  /** One of the instances. */
  ConsoleSessions instance() {
    return instance(0);
  }

  /** One whose encryption key has this content. */
  ConsoleSessions instance(int key) {
    var bytes = new byte[32];
    bytes[0] = (byte) key;
    var keys =
        new EncryptionKeys(List.of(new EncryptionKey("key", new SecretKeySpec(bytes, "AES"))));
    return new ConsoleSessions(
        this, new SessionCookie(installation), new BrowserSeal(keys), oidc(), clock);
  }

  FormCheck forms() {
    return new FormCheck(installation, instance(), oidc());
  }

  @SuppressWarnings("NullAway") // Sessions use one of the settings.
  private static OidcSettings oidc() {
    var uri = URI.create("https://provider.example");
    return new OidcSettings(
        uri,
        uri,
        uri,
        "client",
        Optional.empty(),
        Optional.empty(),
        SigningKey.parse("0".repeat(64)).orElseThrow(),
        Optional.empty(),
        true,
        null,
        null);
  }

  @Override
  Optional<ConsoleSessionRecord> find(String id) {
    return Optional.ofNullable(table.get(id));
  }

  @Override
  int insert(ConsoleSessionRecord added, String personKey, Limits limits, Instant unusedSince) {
    table.put(added.id(), added);
    return 0;
  }

  @Override
  void touch(String id, Instant now, Instant before) {
    writes++;
    table.computeIfPresent(id, (same, row) -> usedAt(row, now));
  }

  private static ConsoleSessionRecord usedAt(ConsoleSessionRecord row, Instant now) {
    return new ConsoleSessionRecord(row.id(), row.personId(), row.content(), now, row.endsAt());
  }

  @Override
  void delete(String id) {
    table.remove(id);
  }
}
