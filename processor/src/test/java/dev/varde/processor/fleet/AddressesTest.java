package dev.varde.processor.fleet;

import static dev.varde.processor.Cast.WEB_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "connection to server at \"db-1.example.com\" (10.0.0.5), port 5432 failed: Connection refused | db-1:5432",
                "connection to server at \"db-1\" (10.0.0.5), port 5432 failed: timeout expired | 10.0.0.5:5432",
                "Is the server running on host \"db-1\" (10.0.0.5) and accepting TCP/IP connections on port 5432? | db-1:5432",
                "connect ECONNREFUSED 10.0.0.5:5432 | 10.0.0.5:5432",
                "dial tcp 10.0.0.5:6379: connect: connection refused | 10.0.0.5:6379",
                "Connection to DB-1:5432 refused. Check that the hostname and port are correct | db-1:5432",
                "Can't connect to MySQL server on 'db-1' (111) | db-1:3306",
                "Can't connect to MySQL server on 'db-1:3307' (111) | db-1:3307",
                "Error 111 connecting to cache-1:6379. Connection refused. | cache-1:6379",
                "connect ECONNREFUSED ::1:5432, connect ECONNREFUSED [::1]:5432 | web-1:5432",
                "connection to server at \"localhost\" (127.0.0.1), port 5432 failed | web-1:5432",
            })
    void errorsNameWhatTheyCouldNotReach(String text, String address) {
        assertThat(Addresses.called(text, WEB_1)).contains(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-01 12:00:05,123 ERROR nothing here",
                "at com.example.Main.run(Main.java:99999999)",
                "db-1:0 and db-1:70000",
            })
    void othersNameNothing(String text) {
        assertThat(Addresses.called(text, WEB_1)).isEmpty();
    }

    @Test
    void whatIsReadOfAHostileTextIsBounded() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append("h").append(i).append(":5432 ");
        }

        assertThat(Addresses.called(text.toString(), WEB_1)).hasSize(4);
    }

    @Test
    void aCheckOfItsOwnHostTellsWhereAServiceListens() {
        assertThat(Addresses.listening("127.0.0.1:5432", WEB_1)).containsExactly("web-1:5432");
        assertThat(Addresses.listening("8000", WEB_1)).containsExactly("web-1:8000");
        assertThat(Addresses.listening("http://localhost:8000/health", WEB_1))
                .containsExactly("web-1:8000");
        assertThat(Addresses.listening("db-1:5432", WEB_1)).isEmpty();
    }
}
