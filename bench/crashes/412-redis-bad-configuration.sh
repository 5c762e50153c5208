# A setting that Redis does not know.
cause=config-error runtime=redis needs=redis-server
provoke() {
    printf 'port 6399\nbind 127.0.0.1\nmaxmemory-policyy allkeys-lru\n' >redis.conf
    alone redis-server redis.conf
}
