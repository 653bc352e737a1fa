#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The journeys through LocalAws by the AWS CLI. Usage: journeys.sh ENDPOINT
# Every call starts the CLI anew, so that they are few.
set -uo pipefail
endpoint=$1
failed=0
export AWS_DEFAULT_REGION=us-east-1 AWS_SECRET_ACCESS_KEY=any AWS_DEFAULT_OUTPUT=text AWS_MAX_ATTEMPTS=1 AWS_PAGER=
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true

as() { AWS_ACCESS_KEY_ID=$1 aws --endpoint-url "$endpoint" "${@:2}"; }
hub() { as 121212121212 "$@"; }
payment() { as 999999999999 "$@"; }
same() { [ "$1" = "$2" ] || { echo "expected '$2', but found '$1'" >&2; return 1; }; }
fails() { # CODE command…
  local code=$1 text; shift
  text=$("$@" 2>&1) && { echo "expected $code, but it succeeded" >&2; return 1; }
  [[ $text == *"($code)"* ]] || { echo "expected $code, but found: $text" >&2; return 1; }
}

routes_an_event_to_another_account() {
  local bus url
  bus=$(hub events create-event-bus --name central-bus --query EventBusArn) &&
  url=$(payment sqs create-queue --queue-name payments --query QueueUrl) &&
  hub events put-rule --name payments --event-bus-name central-bus --event-pattern '{"source":["grocer.customer-web"]}' >/dev/null &&
  same "$(hub events put-targets --rule payments --event-bus-name central-bus \
    --targets 'Id=1,Arn=arn:aws:sqs:us-east-1:999999999999:payments,InputPath=$.detail' --query FailedEntryCount)" 0 &&
  same "$(hub events put-events --entries \
    '[{"EventBusName":"central-bus","Source":"grocer.customer-web","DetailType":"Upgrade Requested","Detail":"{\"userId\":\"user-1\"}"}]' \
    --query FailedEntryCount)" 0 &&
  same "$(payment sqs receive-message --queue-url "$url" --wait-time-seconds 10 --query 'Messages[0].Body')" '{"userId":"user-1"}'
}

redrives_what_was_given_up() {
  local url
  payment sqs create-queue --queue-name orders-dead >/dev/null &&
  url=$(payment sqs create-queue --queue-name orders --query QueueUrl --attributes \
    '{"RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:999999999999:orders-dead\",\"maxReceiveCount\":\"1\"}"}') &&
  payment sqs send-message --queue-url "$url" --message-body hello >/dev/null &&
  payment sqs receive-message --queue-url "$url" --visibility-timeout 0 >/dev/null &&
  payment sqs receive-message --queue-url "$url" >/dev/null &&
  payment sqs start-message-move-task --source-arn arn:aws:sqs:us-east-1:999999999999:orders-dead >/dev/null &&
  same "$(payment sqs receive-message --queue-url "$url" --wait-time-seconds 10 --query 'Messages[0].Body')" hello
}

archives_and_replays() {
  local bus=arn:aws:events:us-east-1:999999999999:event-bus/default archive
  archive=$(payment events create-archive --archive-name all --event-source-arn $bus --query ArchiveArn) &&
  payment events put-events --entries '[{"Source":"shop","DetailType":"Order Placed","Detail":"{}"}]' >/dev/null &&
  same "$(payment events start-replay --replay-name again --event-source-arn "$archive" --destination Arn=$bus \
    --event-start-time "$(date -u -d '-30 seconds' +%FT%TZ)" --event-end-time "$(date -u -d '+1 second' +%FT%TZ)" --query State)" STARTING
}

rotates_a_secret() {
  payment secretsmanager create-secret --name db/password --secret-string one >/dev/null &&
  payment secretsmanager put-secret-value --secret-id db/password --secret-string two >/dev/null &&
  same "$(payment secretsmanager get-secret-value --secret-id db/password --query SecretString)" two &&
  same "$(payment secretsmanager get-secret-value --secret-id db/password --version-stage AWSPREVIOUS --query SecretString)" one
}

pages_and_says_who_calls() {
  same "$(payment sqs list-queues --page-size 1 --output json --query 'length(QueueUrls)')" 3 &&
  same "$(payment sts get-caller-identity --query Account)" 999999999999
}

answers_errors_as_aws_does() {
  fails ResourceNotFoundException payment events describe-rule --name none &&
  fails InvalidEventPatternException payment events put-rule --name x --event-pattern '{' &&
  fails AWS.SimpleQueueService.NonExistentQueue payment sqs get-queue-url --queue-name none &&
  fails ResourceNotFoundException payment secretsmanager get-secret-value --secret-id none
}

for journey in routes_an_event_to_another_account redrives_what_was_given_up archives_and_replays rotates_a_secret \
  pages_and_says_who_calls answers_errors_as_aws_does; do
  if why=$($journey 2>&1); then
    echo "  ok      ${journey//_/ }"
  else
    echo "  FAILED  ${journey//_/ }: $why"
    failed=1
  fi
done
exit $failed
