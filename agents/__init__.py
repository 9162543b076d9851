"""Words to Brief: reading messages, the one reducer, the specialists, and the orchestrator.

`agents.readers.read` understands one message without any model; `agents.reducer` applies what was
read to the Brief; `agents.understanding` runs a whole conversation through both;
`agents.evaluation` scores that against gold. The orchestrator adds Gemini and calls the desk.
Surfaces import the orchestrator, `read`, `understand` and `evaluate`, nothing else from here.
"""
