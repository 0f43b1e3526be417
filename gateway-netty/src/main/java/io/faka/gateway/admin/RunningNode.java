package io.faka.gateway.admin;

import io.faka.engine.pipeline.EnginePipeline;
import io.faka.engine.port.EventLog;
import io.faka.engine.port.Journal;
import io.faka.gateway.GatewayServer;

/**
 * What the admin port shows of a node that serves.
 *
 * @param replicaLag null where there is no database
 */
public record RunningNode(
        EnginePipeline pipeline, Journal journal, EventLog eventLog, GatewayServer gateway, ReplicaLag replicaLag) {}
