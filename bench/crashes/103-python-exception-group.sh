# Several exceptions of an asyncio task group at once, under supervisord.
cause=unhandled-exception runtime=python needs="python3 supervisord"
provoke() {
    file app.py <<'END'
import asyncio
async def feed(n):
    await asyncio.sleep(0.05)
    raise ValueError(f"feed {n} sent nothing")
async def main():
    async with asyncio.TaskGroup() as g:
        for n in range(2):
            g.create_task(feed(n))
asyncio.run(main())
END
    supervised python3 app.py
}
