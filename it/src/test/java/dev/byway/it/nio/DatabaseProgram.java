package dev.byway.it.nio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.store.storage.embedded.types.EmbeddedStorage;
import org.eclipse.store.storage.embedded.types.EmbeddedStorageManager;

/// Keeps an object graph with EclipseStore, ends, and finds it again.
final class DatabaseProgram implements ProgramsTest.Program {
  /// What is kept.
  static final class Shelf {
    Map<String, List<String>> books = new TreeMap<>();
  }

  @Override
  public Object run(Path directory) {
    Path database = directory.resolve("database");
    try (EmbeddedStorageManager store = EmbeddedStorage.start(new Shelf(), database)) {
      Shelf shelf = (Shelf) store.root();
      for (int i = 0; i < 500; i++) {
        shelf.books.put("shelf " + i, new ArrayList<>(List.of("book " + i * i, "book " + -i)));
      }
      store.storeRoot();
      store.store(shelf.books);
      shelf.books.get("shelf 7").add("more");
      store.store(shelf.books.get("shelf 7"));
    }
    try (EmbeddedStorageManager store = EmbeddedStorage.start(database)) {
      Shelf shelf = (Shelf) store.root();
      return Map.copyOf(shelf.books);
    }
  }
}
