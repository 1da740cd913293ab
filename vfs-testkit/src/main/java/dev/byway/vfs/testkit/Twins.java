package dev.byway.vfs.testkit;

import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What two rooms have in common while the same is done to both: pairs of directories, of other
/// nodes and of open files. Some of the nodes are gone by now; both rooms must say so.
final class Twins {
  private static final int DIRECTORIES = 12;
  private static final int NODES = 24;
  private static final int OPEN = 6;

  /// The same node in both rooms.
  record Twin(Node subject, Node model) {}

  /// The same open file in both rooms.
  record TwinFile(OpenFile subject, OpenFile model, Caller opener) {
    void close() {
      subject.close();
      model.close();
    }
  }

  /// One of the two rooms, and how to name in it what both have.
  record Side(Place base, boolean isModel) {
    Side as(Caller caller) {
      return new Side(base.as(caller), isModel);
    }

    Node node(Twin twin) {
      return isModel ? twin.model() : twin.subject();
    }

    Place in(Twin directory) {
      return base.in(node(directory));
    }

    OpenFile file(TwinFile twin) {
      return isModel ? twin.model() : twin.subject();
    }
  }

  private final Map<Node, Node> subjectOf = new HashMap<>();
  private final List<Twin> directories = new ArrayList<>();
  private final List<Twin> nodes = new ArrayList<>();
  private final List<TwinFile> open = new ArrayList<>();
  private final Twin base;

  Twins(Place subject, Place model) {
    this.base = new Twin(subject.here(), model.here());
    subjectOf.put(base.model(), base.subject());
  }

  /// Both rooms showed a node by the same way: it must be the one they showed before, if they did.
  ///
  /// @return null, or what is wrong
  @Nullable String meet(Node subject, Node model, boolean directory) {
    Node known = subjectOf.putIfAbsent(model, subject);
    if (known != null) {
      return known.equals(subject) ? null : "one node for the model, two for the room";
    }
    remember(
        new Twin(subject, model), directory ? directories : nodes, directory ? DIRECTORIES : NODES);
    return null;
  }

  private static void remember(Twin twin, List<Twin> list, int most) {
    if (list.size() == most) {
      list.remove(0);
    }
    list.add(twin);
  }

  void opened(TwinFile file) {
    if (open.size() == OPEN) {
      open.remove(0).close();
    }
    open.add(file);
  }

  /// A directory: the base more often than others.
  Twin directory(SplittableRandom random) {
    int index = random.nextInt(directories.size() + 3);
    return index < directories.size() ? directories.get(index) : base;
  }

  Twin node(SplittableRandom random) {
    return nodes.isEmpty() ? base : nodes.get(random.nextInt(nodes.size()));
  }

  @Nullable TwinFile file(SplittableRandom random) {
    return open.isEmpty() ? null : open.get(random.nextInt(open.size()));
  }

  void close(TwinFile file) {
    open.remove(file);
    file.close();
  }

  void closeAll() {
    open.forEach(TwinFile::close);
    open.clear();
  }
}
