package dev.byway.server.export;

import java.util.List;

/// What someone asked to be exported: a value, read from a file, a command line or built in code.
///
/// @param name what clients mount: absolute, without `.`, `..`, empty parts or a slash at the end
///     (but `/` itself is a name)
/// @param room what is behind it: the path of a local directory, or `scheme:rest` for other rooms
/// @param clients the first rule that matches a client holds; who matches none has no access
/// @param sync names and attributes are on stable storage before a change is answered, as RFC 1813
///     §1.4 wants it. `false` answers sooner (nfs-ganesha's way); after a crash of the machine the
///     last changes of names may be gone. Data is not touched by it: what a client asked to be
///     stable, or committed, is
public record ExportSpec(
    String name, String room, List<ClientRule> clients, boolean sync, LocalioPolicy localio) {

  public ExportSpec {
    clients = List.copyOf(clients);
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is not an export name: it starts with '/', without '.', '..', '//' or '/' at the"
              + " end");
    }
  }

  /// Everyone, read and write, root squashed, sync, safe LOCALIO.
  public static ExportSpec of(String name, String room) {
    return new ExportSpec(name, room, List.of(ClientRule.DEFAULT), true, LocalioPolicy.SAFE);
  }

  public ExportSpec withClients(ClientRule... rules) {
    return new ExportSpec(name, room, List.of(rules), sync, localio);
  }

  public ExportSpec withSync(boolean newSync) {
    return new ExportSpec(name, room, clients, newSync, localio);
  }

  public ExportSpec withLocalio(LocalioPolicy newLocalio) {
    return new ExportSpec(name, room, clients, sync, newLocalio);
  }

  /// Whether clients can mount this name: RFC 1813's MNTPATHLEN is 1024.
  static boolean isName(String name) {
    if (name.equals("/")) {
      return true;
    }
    if (!name.startsWith("/") || name.endsWith("/") || name.length() > 1024) {
      return false;
    }
    for (String part : name.substring(1).split("/", -1)) {
      if (part.isEmpty()
          || part.equals(".")
          || part.equals("..")
          || part.chars().anyMatch(c -> c < ' ')) {
        return false;
      }
    }
    return true;
  }
}
