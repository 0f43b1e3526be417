package io.faka.replicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.event.OrderState;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void shouldWriteFieldsAndLists() {
        JsonText json = new JsonText().begin();
        json.field("a", -1).field("id", new OrderId(-1, 10)).field("state", OrderState.PAID);
        json.list("empty").close();
        json.list("pairs")
                .open()
                .number(1)
                .number(2)
                .close()
                .open()
                .number(3)
                .number(4)
                .close()
                .close();
        assertThat(json.end())
                .isEqualTo("{\"a\":-1,\"id\":\"ffffffffffffffff000000000000000a\",\"state\":\"PAID\","
                        + "\"empty\":[],\"pairs\":[[1,2],[3,4]]}");
    }

    @Test
    void shouldEscapeWhatJsonReserves() {
        assertThat(new JsonText().begin().field("t", "q\" b\\ n\n z\0 ☃").end())
                .isEqualTo("{\"t\":\"q\\\" b\\\\ n\\u000a z\\u0000 ☃\"}");
    }
}
