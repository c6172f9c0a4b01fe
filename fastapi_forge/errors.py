"""All errors that forge reports.

ForgeError                      one message, without a traceback
├── RequestError                exit 2: the request is invalid
│   ├── UsageError              the command line
│   ├── InvalidNameError        the name of the project
│   ├── UnknownOptionError      an option that the template does not have
│   ├── InvalidAnswerError      an invalid value of an option
│   ├── ForbiddenAnswerError    a value that other options forbid
│   ├── MissingAnswerError      no value, no default and no terminal to ask
│   ├── AnswersFileError        an unreadable answers file or preset
│   ├── UnknownTemplateError    a template, tag or branch that does not exist
│   ├── UntrustedTemplateError  a template would run code without consent
│   ├── VerificationPlanError   an invalid verify.yml
│   ├── DestinationError        forge would overwrite other files
│   ├── ProjectStateError       missing or invalid files in a project's .forge
│   └── InvalidResourceError    an invalid resource
├── EnvironmentRefusalError     exit 3: the environment does not allow it
│   └── GitError                git failed or cannot be run
├── TemplateError               exit 1: the template has a bug
│   └── TaskError               a task of the template failed; the project was created
├── UnexpectedError             exit 1: forge has a bug
└── CancelledError              exit 130: interrupted
"""

from __future__ import annotations

from typing import ClassVar


class ForgeError(Exception):
    """An error that is shown as one message and a hint, without a traceback."""

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


class ProjectStateError(RequestError):
    code = "invalid-project"


class InvalidResourceError(RequestError):
    code = "invalid-resource"


class EnvironmentRefusalError(ForgeError):
    code = "environment"
    exit_code = 3


class GitError(EnvironmentRefusalError):
    pass


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
