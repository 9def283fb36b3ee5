#ifndef EDUPLAN_GATEWAY_TOKEN_COMMAND_H_
#define EDUPLAN_GATEWAY_TOKEN_COMMAND_H_

namespace eduplan::gateway {

// `eduplan-gateway token …`: prints a token for the API, signed with this machine's key.
// argv[0] is "token". Returns the exit code.
int TokenCommand(int argc, char** argv);

}  // namespace eduplan::gateway

#endif  // EDUPLAN_GATEWAY_TOKEN_COMMAND_H_
