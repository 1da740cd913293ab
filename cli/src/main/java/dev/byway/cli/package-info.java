/// See the module.
package dev.byway.cli;
