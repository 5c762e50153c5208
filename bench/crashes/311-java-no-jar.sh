# A jar that is not there.
cause=missing-dependency runtime=java needs=java
provoke() { alone java -jar app.jar; }
