package dev.byway.server.export;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All exports between two reloads. Immutable, so that one call sees one state of affairs.
public final class ExportTable {
  static final ExportTable EMPTY = new ExportTable(List.of());

  private final List<Export> all;
  private final Map<Integer, Export> byId = new HashMap<>();
  private final Export top;
  private final Junctions junctions;

  /// Looks in the rooms where one export hangs in another.
  ExportTable(List<Export> exports) {
    all = exports.stream().sorted(Comparator.comparing(Export::name)).toList();
    for (Export each : all) {
      byId.put(each.id(), each);
    }
    Export root = byName("/");
    top = root == null ? pseudo(all) : root;
    junctions = new Junctions(all, root == null ? top : null);
    byId.putIfAbsent(top.id(), top);
  }

  /// No export has this id.
  private static Export pseudo(List<Export> all) {
    Instant now = Instant.now();
    long nanos = Attributes.time(now.getEpochSecond(), now.getNano());
    PseudoVfs vfs = new PseudoVfs(all.stream().map(Export::name).toList(), nanos);
    ExportSpec spec =
        new ExportSpec(
            "/",
            "pseudo:",
            List.of(ClientRule.DEFAULT.withReadOnly(true)),
            false,
            LocalioPolicy.OFF);
    return new Export(0, spec, vfs);
  }

  /// Where NFSv4 begins: the export `/`, or read-only directories that lead to all exports.
  public Export top() {
    return top;
  }

  /// The export that is seen under this name of another's directory, instead of what is there.
  public @Nullable Export below(Export outer, Node directory, Name name) {
    return junctions.below(outer, directory, name);
  }

  /// The directory in which an export is seen, in the export that holds it; null for [#top] and
  /// for what cannot be reached by names.
  public @Nullable ExportedDirectory above(Export inner) {
    Junctions.Junction junction = junctions.above(inner);
    return junction == null ? null : new ExportedDirectory(junction.outer(), junction.directory());
  }

  /// The number of the file that an export's root covers (`mounted_on_fileid`); null where it
  /// covers none.
  public @Nullable Long covered(Export inner) {
    Junctions.Junction junction = junctions.above(inner);
    return junction == null ? null : (Long) junction.fileid();
  }

  /// A directory of an export.
  public record ExportedDirectory(Export export, Node node) {}

  /// In the order of their names.
  public List<Export> all() {
    return all;
  }

  public @Nullable Export byId(int id) {
    return byId.get(id);
  }

  public @Nullable Export byName(String name) {
    for (Export each : all) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return null;
  }

  /// The export that holds this path: of nested ones the innermost.
  ///
  /// @param path absolute, in the form of an export name
  public @Nullable Export holding(String path) {
    Export best = null;
    for (Export each : all) {
      boolean longer = best == null || each.name().length() > best.name().length();
      if (longer && isWithin(path, each.name())) {
        best = each;
      }
    }
    return best;
  }

  private static boolean isWithin(String path, String name) {
    return name.equals("/")
        || path.startsWith(name)
            && (path.length() == name.length() || path.charAt(name.length()) == '/');
  }
}
