/** The admin port: metrics, health, and the state's hash. On threads of its own, so that it answers when the gateway is busy. */
package io.faka.gateway.admin;
