/// See the module.
package dev.byway.vfs.testkit;
