package dev.byway.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.function.Consumer;

/// Says what appears in a directory of an NFS server: `java ... WatchDirectory
/// nfs://server/export/in`.
public final class WatchDirectory {
  private WatchDirectory() {}

  /// Until its thread is interrupted.
  ///
  /// @param appeared gets the path of each new file
  public static void watch(Path directory, Consumer<Path> appeared)
      throws IOException, InterruptedException {
    try (WatchService watcher = directory.getFileSystem().newWatchService()) {
      directory.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
      for (boolean valid = true; valid; ) {
        WatchKey key = watcher.take();
        for (WatchEvent<?> event : key.pollEvents()) {
          if (event.context() instanceof Path name) {
            appeared.accept(directory.resolve(name));
          }
        }
        valid = key.reset();
      }
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    watch(Path.of(URI.create(args[0])), System.out::println);
  }
}
