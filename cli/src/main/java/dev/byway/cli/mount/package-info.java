/// What `byway mount`, `umount` and `mounts` are made of.
@org.jspecify.annotations.NullMarked
package dev.byway.cli.mount;
