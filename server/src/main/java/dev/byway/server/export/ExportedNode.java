package dev.byway.server.export;

import dev.byway.vfs.Node;

/// A node as clients know it.
///
/// @param handle the bytes that clients keep, at most [FileHandles#MAX]: read them, never change
///     them
public record ExportedNode(Export export, Node node, byte[] handle) {}
