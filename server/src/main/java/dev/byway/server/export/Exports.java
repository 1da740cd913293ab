package dev.byway.server.export;

import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The exports of a running server. A reload swaps the whole [ExportTable] at once and leaves open
/// connections alone; an export whose name and room stay keeps its room, and with it open files and
/// handles.
public final class Exports implements AutoCloseable {
  private final StateFolder state;
  private final RoomFactory rooms;
  private final List<Consumer<Export>> withdrawn = new CopyOnWriteArrayList<>();
  private volatile ExportTable table = ExportTable.EMPTY;
  private boolean closed;

  public Exports(StateFolder state, RoomFactory rooms) {
    this.state = state;
    this.rooms = rooms;
  }

  /// What is exported now. Read it once a call.
  public ExportTable table() {
    return table;
  }

  /// Tells when an export goes, or its rules change (then it is the old object): whatever was built
  /// on what it allowed must be taken back. Comes after the new table holds and before a room is
  /// closed, on the thread that reloads.
  public void onWithdrawn(Consumer<Export> listener) {
    withdrawn.add(listener);
  }

  /// Replaces all exports. When one of them cannot be opened nothing changes.
  ///
  /// @throws IOException says which and why
  public synchronized void reload(List<ExportSpec> specs) throws IOException {
    if (closed) {
      throw new IOException("the server is stopping");
    }
    ExportTable old = table;
    List<Export> fresh = new ArrayList<>();
    List<Vfs> opened = new ArrayList<>();
    try {
      for (ExportSpec spec : specs) {
        fresh.add(keepOrOpen(old, spec, opened));
      }
      requireDistinct(specs);
    } catch (IOException | RuntimeException e) {
      opened.forEach(Vfs::close);
      throw e;
    }
    table = new ExportTable(fresh);
    withdraw(old, fresh);
  }

  private Export keepOrOpen(ExportTable old, ExportSpec spec, List<Vfs> opened) throws IOException {
    Export before = old.byName(spec.name());
    if (before != null && before.spec().equals(spec)) {
      return before;
    }
    if (before != null && before.spec().room().equals(spec.room())) {
      return new Export(before.id(), spec, before.vfs());
    }
    int id = state.exportId(spec.name(), spec.room());
    Vfs vfs = rooms.open(spec.room(), roomState(id));
    opened.add(vfs);
    return new Export(id, spec, vfs);
  }

  private Path roomState(int id) {
    return state.path().resolve("rooms").resolve(String.format("%08x", id));
  }

  private static void requireDistinct(List<ExportSpec> specs) throws IOException {
    Set<String> names = new HashSet<>();
    for (ExportSpec spec : specs) {
      if (!names.add(spec.name())) {
        throw new IOException("two exports are called " + spec.name());
      }
    }
  }

  private void withdraw(ExportTable old, List<Export> fresh) {
    Set<Vfs> kept = new HashSet<>();
    fresh.forEach(each -> kept.add(each.vfs()));
    for (Export each : old.all()) {
      if (!fresh.contains(each)) {
        withdrawn.forEach(listener -> listener.accept(each));
      }
    }
    for (Export each : old.all()) {
      if (!kept.contains(each.vfs())) {
        each.vfs().close();
      }
    }
  }

  /// Withdraws everything and closes all rooms. Idempotent.
  @Override
  public synchronized void close() {
    closed = true;
    ExportTable old = table;
    table = ExportTable.EMPTY;
    withdraw(old, List.of());
  }

  /// The export with this id, if it is still there.
  public @Nullable Export byId(int id) {
    return table.byId(id);
  }
}
