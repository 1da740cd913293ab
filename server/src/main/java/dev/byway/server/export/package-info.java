/// What is served, to whom, and by which handles. [dev.byway.server.export.Exports] holds the
/// current [dev.byway.server.export.ExportTable], an immutable picture that a reload swaps as one;
/// [dev.byway.server.export.FileHandles] turns nodes into the authenticated bytes that clients
/// keep, and back; [dev.byway.server.export.OpenFiles] keeps recently used files open, because
/// NFSv3 has no OPEN. All doors share them.
package dev.byway.server.export;
