package dev.byway.nio;

import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The events of a watched directory that nobody has taken yet, as the JDK's own services keep
/// them: what happens again is counted, and too many become one OVERFLOW. Guarded by who has it.
final class WatchEvents {
  private static final int MAX = 512;

  private List<WatchEvent<?>> events = new ArrayList<>();
  private final Map<Path, Event<Path>> changes = new HashMap<>();

  private static final class Event<T> implements WatchEvent<T> {
    private final Kind<T> kind;
    private final @Nullable T context;
    private volatile int count = 1;

    Event(Kind<T> kind, @Nullable T context) {
      this.kind = kind;
      this.context = context;
    }

    @Override
    public Kind<T> kind() {
      return kind;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public @Nullable T context() {
      return context;
    }
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  void add(WatchEvent.Kind<Path> kind, Path name) {
    Event<?> again = again(kind, name);
    if (again != null) {
      again.count++;
      return;
    }
    if (kind != ENTRY_MODIFY) {
      changes.remove(name);
    }
    if (events.size() >= MAX) {
      take();
      events.add(new Event<>(OVERFLOW, null));
      return;
    }
    Event<Path> fresh = new Event<>(kind, name);
    if (kind == ENTRY_MODIFY) {
      changes.put(name, fresh);
    }
    events.add(fresh);
  }

  private @Nullable Event<?> again(WatchEvent.Kind<Path> kind, Path name) {
    Event<?> last = events.isEmpty() ? null : (Event<?>) events.getLast();
    if (last != null
        && (last.kind == OVERFLOW || last.kind == kind && Objects.equals(last.context, name))) {
      return last;
    }
    return kind == ENTRY_MODIFY ? changes.get(name) : null;
  }

  List<WatchEvent<?>> take() {
    List<WatchEvent<?>> taken = events;
    events = new ArrayList<>();
    changes.clear();
    return taken;
  }
}
