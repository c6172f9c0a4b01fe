"""What can go wrong.

ForgeError                      one message for the reader, without a traceback
├── RequestError                exit 2: the request is wrong
│   ├── UsageError              the command line itself
│   ├── InvalidNameError        the name of the project
│   ├── UnknownOptionError      a key that the template does not ask
│   ├── InvalidAnswerError      a value that its option does not take
│   ├── ForbiddenAnswerError    an answer that the other answers forbid
│   ├── MissingAnswerError      no answer, no default and nobody to ask
│   ├── AnswersFileError        an answers file or preset that cannot be read
│   ├── UnknownTemplateError    a template, tag or branch that is not there
│   ├── UntrustedTemplateError  a template would run code, and nobody agreed
│   ├── VerificationPlanError   a verify.yml that cannot be read
│   ├── DestinationError        forge would overwrite what it did not write
│   └── InvalidResourceError    a resource that the field language refuses
├── EnvironmentRefusalError     exit 3: the machine forbids it
├── TemplateError               exit 1: the template itself is at fault
│   └── TaskError               a task of it failed; the project is there
├── UnexpectedError             exit 1: forge itself is at fault
└── CancelledError              exit 130: interrupted
"""

from __future__ import annotations

from typing import ClassVar


class ForgeError(Exception):
    """Anything the reader should see as one message and a hint."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class RequestError(ForgeError):
    code = "invalid-request"
    exit_code = 2


class UsageError(RequestError):
    code = "usage"


class InvalidNameError(RequestError):
    code = "invalid-name"


class UnknownOptionError(RequestError):
    code = "unknown-option"


class InvalidAnswerError(RequestError):
    code = "invalid-answer"


class ForbiddenAnswerError(RequestError):
    code = "forbidden-answer"


class MissingAnswerError(RequestError):
    code = "missing-answer"


class AnswersFileError(RequestError):
    code = "invalid-answers-file"


class UnknownTemplateError(RequestError):
    code = "unknown-template"


class UntrustedTemplateError(RequestError):
    code = "template-not-trusted"


class VerificationPlanError(RequestError):
    code = "invalid-verify-file"


class DestinationError(RequestError):
    code = "destination-not-empty"


class InvalidResourceError(RequestError):
    code = "invalid-resource"


class EnvironmentRefusalError(ForgeError):
    code = "environment"
    exit_code = 3


class TemplateError(ForgeError):
    code = "template"


class TaskError(TemplateError):
    code = "template-task"


class UnexpectedError(ForgeError):
    code = "unexpected"


class CancelledError(ForgeError):
    code = "cancelled"
    exit_code = 130

    def __init__(self, message: str = "Cancelled: nothing was written.") -> None:
        super().__init__(message)
