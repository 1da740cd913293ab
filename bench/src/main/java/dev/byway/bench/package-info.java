/// See the module.
package dev.byway.bench;
