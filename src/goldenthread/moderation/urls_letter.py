"""The addresses of the letter and the clearance; `urls.py` takes them in."""

from django.urls import path

from goldenthread.moderation.views import challenge, clearance, letter, letter_writing

urlpatterns = [
    path("<str:reference>/letter/", letter.letter, name="letter"),
    path("<str:reference>/letter/write/", letter_writing.write_letter, name="write_letter"),
    path("<str:reference>/letter/fields/", letter_writing.save_letter_field, name="save_letter_field"),
    path("<str:reference>/letter/send/", letter.send_letter, name="send_letter"),
    path("<str:reference>/letter/acknowledge/", letter.acknowledge, name="acknowledge"),
    path("<str:reference>/letter/message/", letter.message, name="letter_message"),
    path("<str:reference>/letter/challenge/", letter.challenge, name="challenge_letter"),
    path("<str:reference>/letter/points/<int:number>/", letter.mark_point, name="mark_point"),
    path("<str:reference>/letter/send-back/", clearance.send_back, name="send_back"),
    path("<str:reference>/letter.docx", letter.letter_word, name="letter_word"),
    path("<str:reference>/challenges/<int:number>/", challenge.decide_challenge, name="challenge"),
    path("<str:reference>/challenges/<int:number>/give/", challenge.give_challenge, name="give_challenge"),
    path("<str:reference>/changes/", clearance.changes, name="changes"),
    path("<str:reference>/changes/clear/", clearance.clear, name="clear"),
    path("<str:reference>/changes/not-yet/", clearance.not_yet, name="not_yet"),
]
