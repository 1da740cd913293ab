package dev.byway.vfs;

import org.jspecify.annotations.Nullable;

/// A directory or file before and after a call changed it: NFSv3 `wcc_data`, NFSv4 `change_info4`.
///
/// @param before null where the room cannot know
/// @param after null where the room cannot know
/// @param atomic nothing that came by this room happened between the two
public record Change(@Nullable Attributes before, @Nullable Attributes after, boolean atomic) {
  /// The room knows nothing of it.
  public static final Change UNKNOWN = new Change(null, null, false);
}
