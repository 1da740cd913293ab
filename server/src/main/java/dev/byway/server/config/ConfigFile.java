package dev.byway.server.config;

import dev.byway.server.export.ClientMatch;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.LocalioPolicy;
import dev.byway.server.export.Squash;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Reads a server's configuration:
///
/// ```toml
/// listen = ["0.0.0.0:2049"]      # or one text; a port alone listens on all addresses
/// 9p = ["127.0.0.1:564", "/run/byway/9p.sock"]
/// state = "/var/lib/byway"       # a relative path starts at the file's folder
/// workers = 32
/// portmap = "register"           # off, register, serve
/// localio = true
/// rendezvous = "/run/byway"
///
/// [[export]]
/// path = "/srv/data"             # or memory:
/// name = "/data"                 # what clients mount; a local path is its own name
/// sync = true
/// localio = "safe"               # off, safe, trust
/// read_only = false              # these five are for all clients that do not say otherwise
/// squash = "root"                # root, all, none
/// anonuid = 65534
/// anongid = 65534
/// secure = false                 # only ports below 1024
/// clients = ["10.0.0.0/8", { match = "10.0.0.7", read_only = true }]
/// ```
///
/// The first client that matches holds; without `clients` it is everyone.
public final class ConfigFile {
  private final Path folder;
  private final List<ConfigProblem> problems = new ArrayList<>();

  private ConfigFile(Path folder) {
    this.folder = folder;
  }

  /// @throws ConfigException all mistakes at once
  /// @throws IOException the file cannot be read
  public static ServerConfig read(Path file) throws IOException, ConfigException {
    Path folder = file.toAbsolutePath().getParent();
    return parse(Files.readString(file), file.toString(), folder == null ? file : folder);
  }

  /// @param source what messages call it
  /// @param folder where relative paths start
  static ServerConfig parse(String text, String source, Path folder) throws ConfigException {
    TomlParseResult toml = toml(text, source);
    ConfigFile reader = new ConfigFile(folder);
    for (TomlParseError error : toml.errors()) {
      TomlPosition at = error.position();
      reader.problems.add(
          new ConfigProblem(at.line(), at.column(), String.valueOf(error.getMessage())));
    }
    ServerConfig config = toml.hasErrors() ? null : reader.server(toml);
    if (config == null || !reader.problems.isEmpty()) {
      reader.problems.sort(
          Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column));
      throw new ConfigException(source, reader.problems);
    }
    return config;
  }

  /// The parser calls itself for every bracket.
  private static TomlParseResult toml(String text, String source) throws ConfigException {
    try {
      return Toml.parse(text);
    } catch (StackOverflowError e) {
      throw new ConfigException(
          source, List.of(new ConfigProblem(1, 1, "brackets are nested too deeply")));
    }
  }

  private ServerConfig server(TomlTable table) {
    TomlSection section = new TomlSection(table, problems);
    Long workers = section.integer("workers", 1, 1024);
    ServerConfig config =
        new ServerConfig(
            listen(section),
            ninep(section),
            section.parsed("state", folder::resolve),
            workers == null ? null : workers.intValue(),
            section.oneOf("portmap", Portmap.class),
            section.bool("localio"),
            section.parsed("rendezvous", folder::resolve),
            exports(section));
    section.rejectUnknown("the server's settings");
    return config;
  }

  private static List<InetSocketAddress> listen(TomlSection section) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (TomlSection.Item item : section.items("listen")) {
      try {
        addresses.add(Shorthand.address(String.valueOf(item.value())));
      } catch (IllegalArgumentException e) {
        section.problem(item.position(), "'listen': " + e.getMessage());
      }
    }
    return addresses;
  }

  private List<NinepPlace> ninep(TomlSection section) {
    List<NinepPlace> places = new ArrayList<>();
    for (TomlSection.Item item : section.items("9p")) {
      try {
        places.add(NinepPlace.parse(String.valueOf(item.value()), folder));
      } catch (IllegalArgumentException e) {
        section.problem(item.position(), "'9p': " + e.getMessage());
      }
    }
    return places;
  }

  private List<ExportSpec> exports(TomlSection server) {
    List<ExportSpec> exports = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (TomlSection.Item item : server.items("export")) {
      if (!(item.value() instanceof TomlTable table)) {
        server.problem(item.position(), "an export is a table: [[export]]");
        continue;
      }
      ExportSpec export = export(new TomlSection(table, problems), item.position());
      if (export != null && !names.add(export.name())) {
        server.problem(item.position(), "there is another export called " + export.name());
      } else if (export != null) {
        exports.add(export);
      }
    }
    return exports;
  }

  private @Nullable ExportSpec export(TomlSection section, @Nullable TomlPosition at) {
    int before = problems.size();
    String room = section.parsed("path", path -> Shorthand.room(path, folder));
    if (room == null && problems.size() == before) {
      section.problem(at, "an export needs a 'path'");
    }
    String name = section.string("name");
    boolean sync = section.bool("sync", true);
    LocalioPolicy localio = section.oneOf("localio", LocalioPolicy.class);
    ClientRule everyone = rule(section, ClientRule.DEFAULT);
    List<ClientRule> clients = new ArrayList<>();
    if (!section.has("clients")) {
      clients.add(everyone);
    }
    for (TomlSection.Item item : section.items("clients")) {
      ClientRule client = client(section, item, everyone);
      if (client != null) {
        clients.add(client);
      }
    }
    section.rejectUnknown("an export");
    if (room == null || problems.size() > before) {
      return null;
    }
    try {
      String shown = name == null ? Shorthand.nameOf(room) : name;
      return new ExportSpec(
          shown, room, clients, sync, localio == null ? LocalioPolicy.SAFE : localio);
    } catch (IllegalArgumentException e) {
      section.problem(name == null ? "path" : "name", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable ClientRule client(
      TomlSection export, TomlSection.Item item, ClientRule everyone) {
    if (item.value() instanceof TomlTable table) {
      TomlSection section = new TomlSection(table, problems);
      ClientMatch match = section.parsed("match", ClientMatch::parse);
      if (!section.has("match")) {
        section.problem(item.position(), "a client needs a 'match'");
      }
      ClientRule rule = rule(section, everyone);
      section.rejectUnknown("a client");
      return match == null ? null : rule.withMatch(match);
    }
    try {
      if (item.value() instanceof String text) {
        return everyone.withMatch(ClientMatch.parse(text));
      }
      export.problem(item.position(), "a client is a text or a table");
    } catch (IllegalArgumentException e) {
      export.problem(item.position(), "'clients': " + e.getMessage());
    }
    return null;
  }

  private static ClientRule rule(TomlSection section, ClientRule otherwise) {
    Squash squash = section.oneOf("squash", Squash.class);
    Long anonUid = section.integer("anonuid", 0, 0xffff_ffffL);
    Long anonGid = section.integer("anongid", 0, 0xffff_ffffL);
    return new ClientRule(
        otherwise.match(),
        section.bool("read_only", otherwise.readOnly()),
        squash == null ? otherwise.squash() : squash,
        anonUid == null ? otherwise.anonUid() : anonUid.intValue(),
        anonGid == null ? otherwise.anonGid() : anonGid.intValue(),
        section.bool("secure", otherwise.securePorts()));
  }
}
