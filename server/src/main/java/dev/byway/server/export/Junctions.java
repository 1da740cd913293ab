package dev.byway.server.export;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where exports hang in one another, for who walks from export to export by names: each below the
/// innermost export that holds its path, those that none holds below the [PseudoVfs]. Immutable.
final class Junctions {
  private static final System.Logger LOG = System.getLogger(Junctions.class.getName());

  private final Map<Place, Export> below = new HashMap<>();
  private final Map<Integer, Junction> above = new HashMap<>();

  private record Place(int outer, Node directory, Name name) {}

  /// @param outer may be the pseudo file system
  /// @param directory of the outer export, in which the inner one has a name
  /// @param fileid of what the inner one's root covers there
  record Junction(Export outer, Node directory, long fileid) {}

  /// @param all the exports
  /// @param pseudo what is above them; null where one of them is `/`
  Junctions(List<Export> all, @Nullable Export pseudo) {
    for (Export each : all) {
      Export outer = outer(all, pseudo, each);
      if (outer != null) {
        try {
          join(outer, each, pseudo == outer);
        } catch (ErrnoException e) {
          LOG.log(
              System.Logger.Level.WARNING,
              "{0} has no directory where {1} could be seen by NFSv4: {2}",
              outer,
              each,
              e.errno());
        }
      }
    }
  }

  private static @Nullable Export outer(List<Export> all, @Nullable Export pseudo, Export inner) {
    Export best = inner.name().equals("/") ? null : pseudo;
    for (Export each : all) {
      boolean holds =
          !each.name().equals(inner.name())
              && (each.name().equals("/") || inner.name().startsWith(each.name() + "/"));
      boolean closer =
          best == null || best == pseudo || best.name().length() < each.name().length();
      if (holds && closer) {
        best = each;
      }
    }
    return best;
  }

  private void join(Export outer, Export inner, boolean pseudo) throws ErrnoException {
    int skip = pseudo || outer.name().equals("/") ? 1 : outer.name().length() + 1;
    String[] parts = inner.name().substring(skip).split("/");
    Node directory = outer.vfs().root();
    for (int i = 0; i < parts.length - 1; i++) {
      directory = outer.vfs().lookup(Caller.ROOT, directory, Name.of(parts[i])).node();
    }
    Name last = Name.of(parts[parts.length - 1]);
    Entry covered = outer.vfs().lookup(Caller.ROOT, directory, last);
    below.put(new Place(outer.id(), directory, last), inner);
    above.put(inner.id(), new Junction(outer, directory, covered.attributes().fileid()));
  }

  @Nullable Export below(Export outer, Node directory, Name name) {
    return below.isEmpty() ? null : below.get(new Place(outer.id(), directory, name));
  }

  @Nullable Junction above(Export inner) {
    return above.get(inner.id());
  }
}
