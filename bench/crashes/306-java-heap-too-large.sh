# A heap that the machine cannot give.
cause=native-memory-exhausted runtime=java needs=java
provoke() {
    alone java -Xms3000g -Xmx3000g -XX:+AlwaysPreTouch -version
}
