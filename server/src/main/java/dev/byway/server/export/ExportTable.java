package dev.byway.server.export;

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

  ExportTable(List<Export> exports) {
    all = exports.stream().sorted(Comparator.comparing(Export::name)).toList();
    for (Export each : all) {
      byId.put(each.id(), each);
    }
  }

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
