# A task whose exception nobody looked at.
cause=nothing runtime=python-asyncio needs=python3 ended=false
provoke() {
    file app.py <<'END'
import asyncio, gc
async def push(): raise ConnectionResetError("client went away")
async def main():
    asyncio.create_task(push())
    for n in range(4):
        await asyncio.sleep(0.2)
        gc.collect()
        print("tick", n, flush=True)
    await asyncio.sleep(30)
asyncio.run(main())
END
    background alone python3 app.py
    sleep 2.5
    cut_here
}
