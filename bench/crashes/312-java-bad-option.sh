# An option that this JVM does not know.
cause=config-error runtime=java needs=java
provoke() { alone java -XX:MaxPermSizee=256m -version; }
