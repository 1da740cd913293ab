package dev.byway.bench;

import java.io.IOException;

/// One way to the same file: `raw` (the program on the file itself), `byway`, `wire`.
public interface Road extends AutoCloseable {
  String name();

  /// A way for one thread, with its own open file.
  Lane lane() throws IOException;

  @Override
  void close();
}
