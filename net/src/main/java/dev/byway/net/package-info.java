/// See the module.
package dev.byway.net;
