package dev.byway.vfs;

import java.util.Set;

/// What a room can do; a door offers no more.
///
/// @param hardLinks [Vfs#link] works
/// @param symbolicLinks [Vfs#symlink] works
/// @param specialFiles [Vfs#mknod] works
/// @param identities calls act as their [Caller]; otherwise all act as one user, and owners cannot
///     be set
/// @param chownRestricted only the superuser may give a file away
/// @param caseSensitive names that differ in case are different
/// @param casePreserving a name comes back as it was given
/// @param persistentHandles [Node#handle] outlives the room object
/// @param lendsDescriptors [Vfs#lend] may succeed
/// @param nowait some calls answer when [Caller#nowait]; otherwise they all throw EAGAIN
/// @param linkMax most hard links of one file
/// @param nameMax longest name in bytes
/// @param maxFileSize in bytes
/// @param timeGranularity of the stored times, in nanoseconds
/// @param features operations beyond those that every room has
public record Capabilities(
    boolean hardLinks,
    boolean symbolicLinks,
    boolean specialFiles,
    boolean identities,
    boolean chownRestricted,
    boolean caseSensitive,
    boolean casePreserving,
    boolean persistentHandles,
    boolean lendsDescriptors,
    boolean nowait,
    int linkMax,
    int nameMax,
    long maxFileSize,
    int timeGranularity,
    Set<Feature> features) {

  /// Operations that not every room has: they are ENOTSUP without it. With it a single file system
  /// below may still say ENOTSUP.
  public enum Feature {
    /// [Vfs#rename(Caller, Node, Name, Node, Name, RenameHow)] with more than REPLACE.
    RENAME_HOW,
    /// [OpenFile#fallocate].
    FALLOCATE,
    /// [OpenFile#seek].
    SEEK,
    /// [Vfs#getxattr] and its like.
    XATTR,
    /// [OpenFile#copyFileRange].
    COPY_FILE_RANGE,
    /// [Vfs#tmpfile].
    TMPFILE,
    /// [OpenFile#lock] and its like, and [Vfs#releaseLocks].
    LOCKS
  }

  /// The same but for the features.
  public Capabilities with(Set<Feature> others) {
    return new Capabilities(
        hardLinks,
        symbolicLinks,
        specialFiles,
        identities,
        chownRestricted,
        caseSensitive,
        casePreserving,
        persistentHandles,
        lendsDescriptors,
        nowait,
        linkMax,
        nameMax,
        maxFileSize,
        timeGranularity,
        others);
  }

  public boolean has(Feature feature) {
    return features.contains(feature);
  }
}
